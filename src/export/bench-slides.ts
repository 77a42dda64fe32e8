import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const code = `async def app(scope, receive, send):
    body = b""
    while True:
        event = await receive()
        body += event.get("body", b"")
        if not event.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": body})`;

/** What stands on the slides in turn: words, a listing in steps, a table, and a list that is clicked through. */
const bodies = [
  'Some words with `code`, **strong words** and a [link](#slide-1).\n\nA second paragraph of about the usual length.',
  `\`\`\`python [1|3-7|8-9]\n${code}\n\`\`\``,
  '| Name | One | Two |\n| --- | --- | --- |\n| first | `a` | b |\n| second | c | d |\n| third | e | f |',
  [1, 2, 3].map((n) => `Point ${n}, shown by a click. <!-- .element: class="fragment" -->`).join('\n\n'),
] as const;

/** Writes a deck of `count` slides that are about nothing to `folder`, and gives the folder. */
export function neutralSlides(count: number, folder: string): string {
  const slides = Array.from({ length: count }, (_, i) => {
    const body = bodies[i % bodies.length] ?? '';
    const notes = 'Note:\n\nSay: Some words.\n\nClick: Nothing.\n\nNext: More.\n\nIf asked: An answer.';
    return `<!-- .slide: id="slide-${i + 1}" -->\n\n## Slide ${i + 1} has a title\n\n${body}\n\n${notes}\n`;
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '10-all.md'), `---\ntitle: All\nminutes: 1\n---\n\n${slides.join('\n---\n\n')}`);
  return folder;
}
