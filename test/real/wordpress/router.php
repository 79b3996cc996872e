<?php
/** For PHP's own server: files as they are, plug-ins from where the site has them, and WordPress for all the rest. */
$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$root = $_SERVER['DOCUMENT_ROOT'];
$own  = '/wp-content/plugins/';
if ( str_starts_with( $path, $own ) && ! str_contains( $path, '..' ) ) {
	$file = getenv( 'SITE_FOLDER' ) . '/plugins/' . substr( $path, strlen( $own ) );
	if ( is_file( $file ) && ! str_ends_with( $file, '.php' ) ) {
		header( 'Content-Type: ' . ( str_ends_with( $file, '.js' ) ? 'text/javascript' : 'text/css' ) );
		readfile( $file );
		return true;
	}
}
if ( is_file( $root . $path ) ) {
	return false;
}
if ( is_file( $root . $path . 'index.php' ) && '/' !== $path ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF']    = '/index.php';
require $root . '/index.php';
