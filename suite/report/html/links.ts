/** The address inside the page of what has this id: a scenario, a requirement, a section. */
export function linkTo(id: string): string {
  return `#${encodeURI(id)}`;
}

/** The id of a section's place in the list of all scenarios. */
export function sectionId(number: string): string {
  return `section-${number}`;
}
