import type { ComponentChildren, VNode } from 'preact';
import type { Role } from '#libs/contracts';
import { textsOf, type Language, type Texts } from '../texts/index.js';
import { assetUrl } from './assets.js';
import type { Visitor } from './visitor.js';

type Common = Texts['common'];
interface Entry {
  href: string;
  label: (common: Common) => string;
  roles: readonly Role[];
}

const all = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat', 'supervisor', 'admin'] as const;

/** What the menu of an officer leads to, by role. */
export const menu: readonly Entry[] = [
  { href: '/antrean', label: (c) => c.queue, roles: all },
  { href: '/loket', label: (c) => c.counter, roles: ['petugas'] },
  { href: '/loket/tunggu', label: (c) => c.waitingList, roles: ['petugas'] },
  { href: '/loket/kotak', label: (c) => c.boxes, roles: ['petugas'] },
  { href: '/tugas', label: (c) => c.tasks, roles: ['petugas', 'inspektorat'] },
  { href: '/tanda-tangan', label: (c) => c.toSign, roles: ['camat', 'kasi', 'inspektorat'] },
  { href: '/cari', label: (c) => c.search, roles: all },
  { href: '/register', label: (c) => c.register, roles: all },
  { href: '/akun', label: (c) => c.accounts, roles: ['admin'] },
];

export interface LayoutProps {
  visitor: Visitor;
  /** Title of the page, also its heading unless `heading` says otherwise. */
  title: string;
  heading?: ComponentChildren;
  /** Address of this page, to mark it in the menu and to come back to in the other language. */
  here: string;
  /** Token for the forms of the frame itself. */
  csrfToken: string;
  /** Narrow for reading and forms, wide for lists. */
  width?: 'narrow' | 'wide';
  /** Something is wrong with the form of this page: says so in the title. */
  wrong?: boolean;
  children: ComponentChildren;
}

const otherLanguageHref = (here: string, language: Language): string => {
  const url = new URL(here, 'http://x');
  url.searchParams.set('bahasa', language === 'id' ? 'en' : 'id');
  return url.pathname + url.search;
};

const Brand = ({ href, t }: { href: string; t: Common }): VNode => (
  <a class="brand" href={href}>
    <img src={assetUrl('logo.svg')} alt="" width="32" height="32" />
    <span>
      <strong>{t.product}</strong>
      <small>{t.slogan}</small>
    </span>
  </a>
);

const OfficerMenu = ({
  visitor,
  here,
  t,
}: {
  visitor: Visitor;
  here: string;
  t: Common;
}): VNode => {
  const role = visitor.officer?.actor.role;
  const path = here.split('?')[0];
  return (
    <nav class="menu" aria-label={t.menu}>
      <ul>
        {menu
          .filter(({ roles }) => role !== undefined && roles.includes(role))
          .map(({ href, label }) => (
            <li key={href}>
              <a href={href} aria-current={path === href ? 'page' : undefined}>
                {label(t)}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
};

const PublicMenu = ({ here, t }: { here: string; t: Common }): VNode => {
  const path = here.split('?')[0] ?? '';
  const links = [
    ['/lapor', t.report],
    ['/lacak', t.track],
    ['/bantuan', t.help],
  ] as const;
  return (
    <nav class="menu" aria-label={t.menu}>
      <ul>
        {links.map(([href, label]) => (
          <li key={href}>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const Account = ({ visitor, csrfToken, t }: LayoutProps & { t: Common }): VNode =>
  visitor.officer ? (
    <div class="account">
      <a href="/profil">{visitor.officer.displayName}</a>
      <span class="account-role">{t.roles[visitor.officer.actor.role]}</span>
      <form method="post" action="/keluar">
        <input type="hidden" name="_csrf" value={csrfToken} />
        <button class="link-button" type="submit">
          {t.signOut}
        </button>
      </form>
    </div>
  ) : (
    <div class="account">
      <a href="/masuk">{t.signIn}</a>
    </div>
  );

const Footer = ({ visitor, here, t }: { visitor: Visitor; here: string; t: Common }): VNode => (
  <footer class="foot">
    <div class="bound">
      <p>{t.free}</p>
      <ul>
        <li>
          <a href="/privasi">{t.privacy}</a>
        </li>
        <li>
          <a href="/bantuan">{t.help}</a>
        </li>
        <li>
          <a
            href={otherLanguageHref(here, visitor.language)}
            lang={visitor.language === 'id' ? 'en' : 'id'}
            hreflang={visitor.language === 'id' ? 'en' : 'id'}
          >
            {t.otherLanguage}
          </a>
        </li>
      </ul>
    </div>
  </footer>
);

/** The frame of every page: header with menu, content, footer; scripts only ever shorten what works without them. */
export const Layout = (props: LayoutProps): VNode => {
  const { visitor, title, heading, here, width = 'narrow', wrong, children } = props;
  const t = textsOf(visitor.language).common;
  return (
    <html lang={visitor.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="theme-color" content="#12304F" />
        <title>{`${wrong ? t.errorPrefix : ''}${title} – ${t.product}`}</title>
        <link rel="icon" type="image/svg+xml" href={assetUrl('logo.svg')} />
        <link rel="stylesheet" href={assetUrl('app.css')} />
        <script type="module" src={assetUrl('app.js')} />
      </head>
      <body>
        <a class="skip" href="#isi">
          {t.skip}
        </a>
        <header class="head">
          <div class="bound">
            <Brand href={visitor.officer ? '/antrean' : '/'} t={t} />
            <Account {...props} t={t} />
          </div>
          <div class="bound">
            {visitor.officer ? (
              <OfficerMenu visitor={visitor} here={here} t={t} />
            ) : (
              <PublicMenu here={here} t={t} />
            )}
          </div>
        </header>
        <main id="isi" class={`bound main-${width}`} tabindex={-1}>
          <h1>{heading ?? title}</h1>
          {children}
        </main>
        <Footer visitor={visitor} here={here} t={t} />
      </body>
    </html>
  );
};
