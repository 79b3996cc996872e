<?php
/**
 * Plugin Name: Comment Widget
 * Description: Reprend le formulaire et les commentaires du thème, là où ils sont. Sans JavaScript, tout reste comme avant.
 * Version: 0.1.0
 * License: MIT
 *
 * In wp-content/plugins/comment-widget/: this file as comment-widget.php, beside it dist/standalone/wordpress.js and the folder later.
 */

add_action(
	'wp_enqueue_scripts',
	function () {
		if ( is_singular() && comments_open() ) {
			wp_enqueue_script( 'comment-widget', plugins_url( 'wordpress.js', __FILE__ ), array(), '0.1.0', true );
		}
	}
);

// WordPress has known modules since 6.5 only.
add_filter(
	'script_loader_tag',
	fn( $tag, $handle, $src ) => 'comment-widget' === $handle ? '<script type="module" src="' . esc_url( $src ) . '"></script>' : $tag,
	10,
	3
);
