<?php
/** What a site has of its own comes with the process: the files of WordPress are the same for all. */
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . getenv( 'SITE_FOLDER' ) . '/database.sock' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'WP_HOME', getenv( 'SITE_URL' ) );
define( 'WP_SITEURL', getenv( 'SITE_URL' ) );
define( 'WPMU_PLUGIN_DIR', __DIR__ . '/must-use' );
define( 'WP_PLUGIN_DIR', getenv( 'SITE_FOLDER' ) . '/plugins' );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', getenv( 'SITE_FOLDER' ) . '/php.log' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {
	define( $name . '_KEY', 'of a site that lives for minutes' );
	define( $name . '_SALT', 'and that nobody reaches' );
}
$table_prefix = 'wp_';
require_once ABSPATH . 'wp-settings.php';
