import { getResponse, http, type HttpHandler } from 'msw';

/** Lets the next post come to a backend twice: whoever sent it is answered the second time. */
export function twice(address: string, backend: readonly HttpHandler[]): HttpHandler {
  const post = async ({ request }: { request: Request }) => {
    await getResponse([...backend], request.clone());
  };
  return http.post(address, post, { once: true });
}
