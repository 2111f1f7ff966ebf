/** The HTML that shows a form in another web site, and reading the list of those sites. Which are good is the server's to say. */

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function embedSnippet(address: string, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" style="width: 100%; height: 50rem; border: 1px solid #949494"></iframe>`;
}

/** One site a line; a whole address is cut to its site. `wrong` is the first line that is none. */
export function originsOf(text: string): { origins: string[]; wrong: string | null } {
  const lines = text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const origins: string[] = [];
  for (const line of lines) {
    const origin = originOf(line);
    if (origin === null) return { origins, wrong: line };
    if (!origins.includes(origin)) origins.push(origin);
  }
  return { origins, wrong: null };
}

function originOf(line: string): string | null {
  try {
    const { protocol, origin } = new URL(line);
    return protocol === 'https:' ? origin : null;
  } catch {
    return null;
  }
}
