import { join } from 'node:path';

/** Folder with the site's own style sheet and scripts, as `npm run build` makes them. */
export const SITE_ASSETS = join(__dirname, 'generated');
