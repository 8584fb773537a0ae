/** What is read of a JSON Schema of data (`name = value`): of a rule's own, and of a platform's block. */
export interface DataSchema {
  readonly description?: string;
  readonly type?: string;
  /** The words and texts that may stand there. */
  readonly enum?: readonly string[];
  readonly properties?: { readonly [name: string]: DataSchema };
  readonly items?: DataSchema;
}
