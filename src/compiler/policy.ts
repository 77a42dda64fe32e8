import type { Plugin } from 'vite';

/**
 * What a page of the build may load and run: what came with it, and nothing else. Styles may stand in the page, because
 * the theme does, and reveal.js writes the size of its paper there.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The policy in the head of every built page, above all that it holds for: GitHub Pages sends no headers of ours. */
export function pagePolicy(): Plugin {
  return {
    name: 'page-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`),
    },
  };
}
