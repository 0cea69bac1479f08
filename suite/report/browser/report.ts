/** What a run's report does beside what every page does. It stands at the end of the page, and works without. */
import { startFilters } from './filters';
import { explainFrames } from './frames';
import { followAddress } from './places';
import { openForPrint } from './printing';

explainFrames();
openForPrint();
followAddress(startFilters());
