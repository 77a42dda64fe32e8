import type { Token } from 'markdown-it';

/** What a reader sees of a line of Markdown: its words without emphasis, links and comments. */
export function plainText(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .map((child) => {
      if (child.type === 'softbreak' || child.type === 'hardbreak') return ' ';
      return child.type.startsWith('html') ? '' : child.content;
    })
    .join('')
    .trim();
}

/** A slug as words. */
export function inWords(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
