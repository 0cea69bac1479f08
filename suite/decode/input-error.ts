/** The input cannot be read as what it is said to be: exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
