/** The domain that every event source ends in. */
export const SOURCE_SUFFIX = ".amazonaws.com";

/** `iam` of `iam.amazonaws.com`; what doesn't end so is left as it is. */
export const shortSource = (source: string): string =>
  source.endsWith(SOURCE_SUFFIX) ? source.slice(0, -SOURCE_SUFFIX.length) : source;
