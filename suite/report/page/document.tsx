import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Asset, builtAsset } from './assets';

/** What one page is made of. */
export interface Page {
  title: string;
  /** Beside the common style sheet, which every page has. */
  styles?: readonly Asset[];
  /** Beside the common script (appearance, copy buttons), which every page has. They run when the page is parsed. */
  scripts?: readonly Asset[];
  /** Behind the title in the page's head line, such as links to other pages. */
  navigation?: ComponentChildren;
  children: ComponentChildren;
}

/** Nothing is fetched, and nothing runs but what the page's maker put into it. */
function policy(styles: readonly Asset[], scripts: readonly Asset[]): string {
  const sources = (assets: readonly Asset[]): string => assets.map(({ source }) => source).join(' ');
  return [
    "default-src 'none'",
    `style-src ${sources(styles)}`,
    `script-src ${sources(scripts)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function Script({ asset }: { asset: Asset }): JSX.Element {
  return <script dangerouslySetInnerHTML={{ __html: asset.text }} />;
}

function Style({ asset }: { asset: Asset }): JSX.Element {
  return <style dangerouslySetInnerHTML={{ __html: asset.text }} />;
}

function Head({ title, styles, scripts }: Required<Pick<Page, 'title' | 'styles' | 'scripts'>>): JSX.Element {
  const [common] = scripts;
  return (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy(styles, scripts)} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <title>{title}</title>
      {styles.map((asset) => (
        <Style asset={asset} />
      ))}
      {/* The common one is first: what appearance was chosen has to be known before anything is drawn. */}
      {common && <Script asset={common} />}
    </head>
  );
}

/**
 * A whole page as HTML: one file without anything beside it, for light and dark, screen, paper and phone.
 * `children` are the content of `<main>`.
 */
export function renderPage({ title, navigation, children, ...assets }: Page): string {
  const styles = [builtAsset('page.css'), ...(assets.styles ?? [])];
  const scripts = [builtAsset('page.js'), ...(assets.scripts ?? [])];
  const html = renderToString(
    <html lang="en">
      <Head title={title} styles={styles} scripts={scripts} />
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="page-head">
          {navigation}
          <button type="button" class="appearance" data-appearance hidden>
            Appearance
          </button>
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        {scripts.slice(1).map((asset) => (
          <Script asset={asset} />
        ))}
      </body>
    </html>,
  );
  return `<!doctype html>\n${html}\n`;
}
