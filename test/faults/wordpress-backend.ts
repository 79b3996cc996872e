import { openSite } from '../real/site.ts';
import { pluginFiles, startWordPress } from '../real/wordpress.ts';
import type { Backend } from './backend.ts';

/** What WordPress writes in place of signs that mean something in HTML. */
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#092;': '\\' };

/**
 * A real WordPress. Its own 15 seconds between two comments of one address are off (the tests' plug-in has the filter
 * `comment_flood_filter`): here all readers have the address of this machine.
 * @param name by its form, from its own pages; or by its REST API, from a site on another origin
 */
export async function openWordPress(name: 'wordpress-form' | 'wordpress-rest'): Promise<Backend> {
  await using stack = new AsyncDisposableStack();
  const blog = stack.use(await startWordPress({ plugins: pluginFiles }));
  await blog.run("update_option( 'test_anonymous', 1 );");
  const open = stack.move();

  async function openArticle(): Promise<string> {
    const [id, url] = (
      await blog.run(
        `$id = wp_insert_post( array( 'post_title' => 'Un article', 'post_content' => '<p>Bonjour.</p>', 'post_status' => 'publish', 'comment_status' => 'open', 'post_author' => 1 ) ); echo $id, ' ', get_permalink( $id );`,
      )
    ).split(' ');
    if (name === 'wordpress-form') return url!;
    const widget = `<comment-widget backend="${name}" endpoint="${blog.url}/wp-json/" thread="${id}"></comment-widget>`;
    return openSite({ after: (end: () => void) => open.defer(end) }, widget);
  }

  return {
    name,
    isAtomic: false,
    api: /^\/(wp-json|wp-comments-post\.php)/,
    openArticle,
    async stored() {
      const rows = await blog.run(
        `echo wp_json_encode( $wpdb->get_col( 'SELECT comment_content FROM wp_comments ORDER BY comment_ID' ) );`,
      );
      return (JSON.parse(rows) as string[]).map((text) => ({
        text: text.replace(/&(?:amp|lt|gt|#092);/g, (entity) => entities[entity]!),
      }));
    },
    close: () => open.disposeAsync(),
  };
}
