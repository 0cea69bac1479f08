import { loadSections, sectionOf } from '../spec';
import { pageOf } from './page-names';

/** Where a section stands: its page. @throws RangeError when there is no such section. */
export function pageOfSection(number: string): string {
  const section = loadSections().find((one) => one.number === number);
  if (section === undefined) throw new RangeError(`there is no section ${number}`);
  return pageOf(section.page);
}

/**
 * Address of a requirement, as short as it can be.
 *
 * @param from section of the page that the link is on, when it is a section's page.
 */
export function requirementLink(id: string, from?: string): string {
  const page = pageOfSection(sectionOf(id));
  return from !== undefined && pageOfSection(from) === page ? `#${id}` : `${page}#${id}`;
}
