/** The shape of a validator that ajv compiled from a JSON Schema (draft 2020-12, `allErrors`, `verbose`). */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Record<string, unknown>;
  readonly message?: string;
  /** The piece of the schema that was not met, and the schema object that it stands in. */
  readonly schema?: unknown;
  readonly parentSchema?: unknown;
}

/** True, or false with `errors` set. */
export interface Validator {
  (values: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
