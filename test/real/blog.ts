import { after, before, beforeEach, describe, type TestContext } from 'node:test';
import { installed } from '../browsers/installed.ts';
import { Reader } from '../pages/reader.ts';
import { openSite } from './site.ts';
import { writeTried } from './tried.ts';
import { installWordPress, pluginFiles, startWordPress, type WordPress, type WordPressOptions } from './wordpress.ts';

interface Article {
  readonly id: string;
  readonly url: string;
}

/** A row of `wp_comments`. */
interface StoredComment {
  readonly comment_ID: string;
  readonly comment_parent: string;
  readonly comment_content: string;
  readonly comment_author: string;
  readonly comment_approved: string;
}

/** What tests switch on, and find off again when they begin. */
type Setting = 'comment_moderation' | 'comment_registration' | 'test_flood' | 'test_guard' | 'test_embed';

/** One real WordPress for all tests of a suite, each with an article of its own. */
export class Blog {
  #site: WordPress | undefined;
  #touched = new Set<Setting>();

  /** A suite of tests before a real blog in a real browser; where one of the two cannot be had it is skipped, and says why. */
  static describe(name: string, tests: (blog: Blog) => void, options?: WordPressOptions): void {
    const reason = installed('chromium') ? installWordPress() : 'Chromium is not installed';
    describe(reason === undefined ? name : `${name} (skipped: ${reason})`, { skip: reason !== undefined }, () => {
      const blog = new Blog();
      before(async () => {
        blog.#site = await startWordPress({ plugins: pluginFiles, ...options });
      });
      beforeEach(() => blog.#reset());
      after(async () => {
        writeTried(`WordPress ${await blog.run('echo $wp_version;')}`, 'wordpress-form', 'wordpress-rest');
        await blog.#site?.close();
      });
      tests(blog);
    });
  }

  get url(): string {
    return this.#site!.url;
  }

  get mail(): string {
    return this.#site!.mail;
  }

  run(php: string): Promise<string> {
    return this.#site!.run(php);
  }

  async set(setting: Setting, value: string | number): Promise<void> {
    this.#touched.add(setting);
    await this.run(`update_option( '${setting}', ${JSON.stringify(value).replaceAll('$', '\\$')} );`);
  }

  async newArticle(): Promise<Article> {
    const id = await this.run(
      `echo wp_insert_post( array( 'post_title' => 'Un article', 'post_content' => '<p>Bonjour.</p>', 'post_status' => 'publish', 'comment_status' => 'open', 'post_author' => 1 ) );`,
    );
    return { id, url: await this.run(`echo get_permalink( ${id} );`) };
  }

  async stored({ id }: Article): Promise<StoredComment[]> {
    const rows = await this.run(
      `echo wp_json_encode( $wpdb->get_results( 'SELECT * FROM wp_comments WHERE comment_post_ID = ${id} ORDER BY comment_ID' ) );`,
    );
    return JSON.parse(rows) as StoredComment[];
  }

  /** Publishes comments at the top, or answers to another one. @returns their ids */
  async fill({ id }: Article, count: number, parent = '0'): Promise<string[]> {
    const ids = await this.run(
      `for ( $i = 1; $i <= ${count}; $i++ ) { $ids[] = wp_insert_comment( array( 'comment_post_ID' => ${id}, 'comment_parent' => ${parent}, 'comment_author' => "Auteur $i", 'comment_author_email' => "auteur$i@exemple.fr", 'comment_content' => "Remarque $i sous ${parent}", 'comment_approved' => 1, 'comment_date' => date( 'Y-m-d H:i:s', time() - 3600 + $i ) ) ); } echo implode( ',', $ids );`,
    );
    return ids.split(',');
  }

  async close({ id }: Article): Promise<void> {
    await this.run(`wp_update_post( array( 'ID' => ${id}, 'comment_status' => 'closed' ) );`);
  }

  async approveAll({ id }: Article): Promise<void> {
    await this.run(
      `foreach ( get_comments( array( 'post_id' => ${id}, 'status' => 'hold' ) ) as $c ) { wp_set_comment_status( $c->comment_ID, 'approve' ); }`,
    );
  }

  /** Has its owner come to a page. */
  async signIn(t: TestContext, url: string): Promise<Reader> {
    const reader = await Reader.before(t);
    // The cookies of the page's own browser.
    const form = { log: 'admin', pwd: 'un mot de passe' };
    const answer = await reader.page.request.post(`${this.url}/wp-login.php`, { form, maxRedirects: 0 });
    if (answer.status() !== 302) throw new Error(`Nobody is signed in: ${answer.status()}`);
    await openIn(reader, url);
    return reader;
  }

  async #reset(): Promise<void> {
    const names = [...this.#touched];
    this.#touched.clear();
    await this.run(
      `update_option( 'test_anonymous', 1 ); ${names.map((name) => `update_option( '${name}', '' );`).join(' ')}`,
    );
  }
}

/** A page of another site that has the comments of an article. */
export async function openElsewhere(t: TestContext, blog: Blog, { id }: Article, attributes = ''): Promise<Reader> {
  const widget = `<comment-widget backend="wordpress-rest" endpoint="${blog.url}/wp-json/" thread="${id}" ${attributes}></comment-widget>`;
  return openPage(t, await openSite(t, widget));
}

/** A page whose pictures from elsewhere nobody waits for. */
export async function openPage(
  t: TestContext,
  url: string,
  options: Parameters<typeof Reader.before>[1] = {},
): Promise<Reader> {
  return openIn(await Reader.before(t, options), url);
}

async function openIn(reader: Reader, url: string): Promise<Reader> {
  await reader.page.route(/gravatar\.com|\bw\.org\b/, (route) => route.abort());
  await reader.page.goto(url);
  return reader;
}
