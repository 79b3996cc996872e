<?php
/** What tests change of a site, as options that they set; and the words of WordPress 7.0 that the French of Debian does not have. */

add_filter( 'rest_allow_anonymous_comments', fn() => (bool) get_option( 'test_anonymous' ) );
// WordPress' own answer comes first: tests do not wait for 15 seconds unless they say so.
add_filter( 'comment_flood_filter', fn( $is_flood ) => get_option( 'test_flood' ) && $is_flood, 20 );

// Mail that would leave.
add_filter(
	'pre_wp_mail',
	function ( $sent, $mail ) {
		file_put_contents( getenv( 'SITE_FOLDER' ) . '/mail.log', $mail['to'] . ' ' . $mail['subject'] . "\n", FILE_APPEND );
		return true;
	},
	10,
	2
);

// Hidden fields as plug-ins against spam have them: without its own, a comment is refused.
add_action( 'comment_form', fn() => get_option( 'test_guard' ) && print '<input type="hidden" name="guard" value="é&quot;1">' );
add_filter(
	'preprocess_comment',
	function ( $comment ) {
		if ( get_option( 'test_guard' ) && 'é"1' !== wp_unslash( $_POST['guard'] ?? '' ) ) {
			wp_die( '<p><strong>ERREUR</strong>&nbsp;: le formulaire a expiré.</p>', 'Erreur', array( 'response' => 403 ) );
		}
		return $comment;
	}
);

const TEST_WORDS = array(
	'Leave a Reply'                     => 'Laisser un commentaire',
	'Leave a comment'                   => 'Laisser un commentaire',
	'Leave a Reply to %s'               => 'Répondre à %s',
	'Cancel reply'                      => 'Annuler la réponse',
	'Reply'                             => 'Répondre',
	'Reply to %s'                       => 'Répondre à %s',
	'Comment'                           => 'Commentaire',
	'Name'                              => 'Nom',
	'Email'                             => 'E-mail',
	'Website'                           => 'Site web',
	'Post Comment'                      => 'Laisser un commentaire',
	'Your email address will not be published.' => 'Votre adresse e-mail ne sera pas publiée.',
	'Required fields are marked %s'     => 'Les champs obligatoires sont indiqués avec %s',
	'Save my name, email, and website in this browser for the next time I comment.' => 'Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.',
	'Your comment is awaiting moderation.' => 'Votre commentaire est en attente de modération.',
	'Your comment is awaiting moderation. This is a preview; your comment will be visible after it has been approved.' => 'Votre commentaire est en attente de modération. Ceci est un aperçu, votre commentaire sera visible après sa validation.',
	'Duplicate comment detected; it looks as though you&#8217;ve already said that!' => 'Détection d’un doublon : il semble que vous avez déjà envoyé ce commentaire !',
	'You are posting comments too quickly. Slow down.' => 'Vous envoyez vos commentaires trop rapidement. Prenez votre temps.',
	'Sorry, comments are closed for this item.' => 'Les commentaires sont fermés pour cet article.',
	'Sorry, you must be logged in to comment.' => 'Désolé, vous devez vous connecter pour avoir la possibilité de commenter.',
	'<strong>Error:</strong> Please fill the required fields.' => '<strong>Erreur :</strong> veuillez renseigner les champs obligatoires.',
	'<strong>Error:</strong> Please enter a valid email address.' => '<strong>Erreur :</strong> veuillez saisir une adresse e-mail valide.',
	'<strong>Error:</strong> Please type your comment text.' => '<strong>Erreur :</strong> veuillez saisir votre commentaire.',
);
$translate = fn( $translation, $text ) => TEST_WORDS[ $text ] ?? $translation;
add_filter( 'gettext', $translate, 10, 2 );
add_filter( 'gettext_with_context', $translate, 10, 2 );

// A widget in the article, as its owner writes it.
add_filter(
	'the_content',
	fn( $content ) => $content . strtr(
		get_option( 'test_embed', '' ),
		array(
			'{nonce}' => is_user_logged_in() ? wp_create_nonce( 'wp_rest' ) : '',
			'{id}'    => get_the_ID(),
		)
	)
);
