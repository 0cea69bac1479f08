/** The specification as data: requirements, sections, choices and exclusions, each read from its YAML and checked. */
export {
  type Choice,
  type ChoiceOption,
  choicesOf,
  type FreeChoice,
  type ListedChoice,
  loadChoices,
} from './choices';
export { SpecError } from './data';
export { type Exclusion, loadExclusions } from './exclusions';
export { compareIds, compareSections, isId, sectionOf } from './ids';
export { packageRoot, specPath } from './paths';
export {
  allNeeds,
  type Level,
  loadRequirements,
  loadSections,
  type Requirement,
  type Role,
  requirementById,
  type Section,
} from './requirements';
