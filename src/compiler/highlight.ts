import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import json from 'highlight.js/lib/languages/json';
import plaintext from 'highlight.js/lib/languages/plaintext';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import { remembered } from './remembered.ts';

const grammars = { python, bash, http, ini, json, text: plaintext, typescript, yaml } as const;
for (const [name, grammar] of Object.entries(grammars)) hljs.registerLanguage(name, grammar);

/** The languages a fence may name. */
export const languages: readonly string[] = Object.keys(grammars);

/** Each line of `code` as HTML; a token that spans lines is closed at the end of one and opened again on the next. */
export function highlighted(code: string, language: string): readonly string[] {
  return known(`${language}\n${code}`, () => coloured(code, language));
}

const known = remembered<readonly string[]>(300);

function coloured(code: string, language: string): readonly string[] {
  const html = hljs.highlight(code, { language, ignoreIllegals: true }).value;
  let open: string[] = [];
  return html.split('\n').map((line) => {
    const before = open.join('');
    for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
      open = tag === '</span>' ? open.slice(0, -1) : [...open, tag];
    }
    return before + line + '</span>'.repeat(open.length);
  });
}
