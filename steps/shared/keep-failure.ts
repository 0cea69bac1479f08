import { setDefinitionFunctionWrapper } from '@cucumber/cucumber';

// Cucumber passes on only the text of an error; the evidence needs the error itself.
// biome-ignore lint/complexity/noBannedTypes: the type that Cucumber declares
setDefinitionFunctionWrapper((definition: Function) => {
  return async function (this: { failure?: unknown } | undefined, ...args: unknown[]): Promise<unknown> {
    try {
      return await definition.apply(this, args);
    } catch (error) {
      if (this && 'failure' in this) this.failure ??= error;
      throw error;
    }
  };
});
