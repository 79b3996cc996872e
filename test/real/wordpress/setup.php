<?php
/** Makes a French site with one article. Prints its id and address. */
define( 'WP_INSTALLING', true );
require getenv( 'SITE_ROOT' ) . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Le Fanal', 'admin', 'admin@exemple.fr', true, '', 'un mot de passe', 'fr_FR' );
switch_theme( getenv( 'SITE_THEME' ) );
foreach ( array(
	'timezone_string'             => 'Europe/Paris',
	'date_format'                 => 'j F Y',
	'permalink_structure'         => '/%postname%/',
	'comment_previously_approved' => 0,
	'active_plugins'              => json_decode( getenv( 'SITE_PLUGINS' ) ),
) as $name => $value ) {
	update_option( $name, $value );
}
wp_delete_comment( 1, true );
$id = wp_insert_post(
	array(
		'post_title'     => 'Les martinets reviennent',
		'post_content'   => '<p>Chaque printemps, à la même fissure.</p>',
		'post_status'    => 'publish',
		'comment_status' => 'open',
		'post_author'    => 1,
	)
);
flush_rewrite_rules();
echo wp_json_encode( array( 'id' => (string) $id, 'url' => home_url( '/les-martinets-reviennent/' ) ) );
