import type { JSX } from 'preact';

/** A field to search all pages with; hidden where no scripts run. */
export function SearchBox(): JSX.Element {
  return (
    <search class="search" data-search hidden>
      <label>
        <span class="unseen">Search the specification</span>
        <input type="search" placeholder="Search ( / )" autocomplete="off" spellcheck={false} />
      </label>
      <div class="search-panel" hidden>
        <p role="status" />
        <ul />
      </div>
    </search>
  );
}
