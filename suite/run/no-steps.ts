/** No steps: what Cucumber loads when the features are only to be listed. */
export {};
