import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const FOLDER = new URL('../../desk/page/', import.meta.url);

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** The files of the page; the first one is the page itself. */
const FILES: readonly `${string}.${keyof typeof TYPES}`[] = [
  'index.html',
  'desk.css',
  'icon.svg',
  'main.js',
  'list.js',
  'detail.js',
  'actions.js',
  'keyboard.js',
  'server.js',
  'dom.js',
  'words.js',
];

/** Nothing but the desk's own files, no script or style within the page, in no other site's frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the page as it lies in its folder: no build. */
export function pageRoutes(app: FastifyInstance): void {
  for (const file of FILES) {
    const extension = file.slice(file.lastIndexOf('.') + 1) as keyof typeof TYPES;
    app.get(file === 'index.html' ? '/' : `/${file}`, (_request, reply) =>
      reply
        .headers({
          'Content-Security-Policy': POLICY,
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer',
          'Cache-Control': 'no-cache',
        })
        .type(TYPES[extension])
        .send(readFileSync(new URL(file, FOLDER))),
    );
  }
}
