import type { VNode } from 'preact';
import type { Asset } from '../../suite/report/page/assets';

/** One page of the site. */
export interface SitePage {
  /** `3-roster.html`. */
  readonly file: string;
  readonly title: string;
  readonly content: VNode;
  /** Beside what all pages have. */
  readonly scripts?: readonly Asset[];
}
