/** A page that was read. */
export interface ReadPage {
  status: number;
  html: string;
  /** Where the answer leads to, if it does. */
  location: string | undefined;
}

const fieldsOf = (html: string): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [input] of html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(input)?.[1];
    const value = /\bvalue="([^"]*)"/.exec(input)?.[1] ?? '';
    if (name !== undefined)
      found.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  }
  return found;
};

/** A browser without scripts: cookies, pages, forms with their hidden fields. */
export class PageClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    cookies: Record<string, string | undefined> = {},
  ) {
    for (const [name, value] of Object.entries(cookies))
      if (value !== undefined) this.cookies.set(name, value);
  }

  /** Opens a page, without following where it leads. */
  get(path: string): Promise<ReadPage> {
    return this.call(path, { method: 'GET' });
  }

  /** Opens a page and follows redirects. */
  async open(path: string): Promise<ReadPage> {
    let page = await this.get(path);
    for (let hops = 0; page.location !== undefined && hops < 5; hops += 1)
      page = await this.get(page.location);
    return page;
  }

  /** Hidden fields of the form on a page that posts to `action`. Throws when there is none. */
  hidden(html: string, action: string): Map<string, string> {
    const forms = [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => form);
    const form = forms.find((each) =>
      each.slice(0, each.indexOf('>')).includes(`action="${action}"`),
    );
    if (form === undefined) throw new Error(`the page has no form for ${action}`);
    return fieldsOf(form);
  }

  /** Sends a form of a page that was read: its hidden fields and what was filled in. */
  send(html: string, action: string, filled: Record<string, string> = {}): Promise<ReadPage> {
    const body = new URLSearchParams([...this.hidden(html, action)]);
    for (const [name, value] of Object.entries(filled)) body.set(name, value);
    return this.call(action, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  /** The same with a file. */
  sendFile(
    html: string,
    action: string,
    { field, name, bytes }: { field: string; name: string; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<ReadPage> {
    const body = new FormData();
    for (const [key, value] of this.hidden(html, action)) body.set(key, value);
    body.set(field, new Blob([bytes]), name);
    return this.call(action, { method: 'POST', body });
  }

  private async call(path: string, init: RequestInit): Promise<ReadPage> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.url), {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie, ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get('location') ?? undefined,
    };
  }
}
