import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** What a page may load: our own files, no inline script or style, no frame but our own PDF. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "object-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  // Forms say where they come from; nobody else learns an address of ours.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
  'cache-control': 'no-store',
};

/** Sends a page. */
export const sendHtml = (reply: FastifyReply, page: VNode, status = 200): void => {
  const html = `<!doctype html>${renderToString(page)}`;
  void reply.status(status).headers(headers).send(html);
};
