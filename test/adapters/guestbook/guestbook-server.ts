/** A guest book as its server would keep it, in the place of the network. It refuses what the real one refuses. */
export class GuestbookServer {
  isDown = false;
  readonly #entries: { id: number; page: string; name: string; message: string; date: string }[] = [];

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    init?.signal?.throwIfAborted();
    if (this.isDown) return new Response(null, { status: 503 });
    const request = new Request(input, init);
    if (request.method === 'GET') {
      const page = new URL(request.url).searchParams.get('page');
      return Response.json(this.#entries.filter((entry) => entry.page === page));
    }
    if (request.headers.get('Content-Type') !== 'application/json') return new Response(null, { status: 415 });
    const { page, name, message } = (await request.json()) as Record<'page' | 'name' | 'message', string>;
    if (!page || !name || !message) return new Response(null, { status: 422 });
    const entry = { id: this.#entries.length + 1, page, name, message, date: new Date().toISOString() };
    this.#entries.push(entry);
    return Response.json(entry, { status: 201 });
  };
}
