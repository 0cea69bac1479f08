/** What the search finds: one place of the site. */
export interface SearchDocument {
  /** `requirement`, `section`, `scenario`, `choice`, `frame` or `vector`. */
  readonly kind: string;
  readonly title: string;
  /** What it says; searched too, and shown in part. */
  readonly text: string;
  /** Where it stands, in words: `2.2 The pseudonym is in use`. */
  readonly section: string;
  readonly href: string;
}
