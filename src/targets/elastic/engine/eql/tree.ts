/** An EQL condition as it was written, names not looked up yet. */

export type Literal =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean };

export type ComparisonSign = "==" | "!=" | "<" | "<=" | ">" | ">=";

export interface FieldName {
  readonly name: string;
  /** `?name`: a field that the index lacks is null, instead of an error. */
  readonly optional: boolean;
}

export type Condition =
  | { readonly kind: "and" | "or"; readonly operands: readonly Condition[] }
  | { readonly kind: "not"; readonly operand: Condition }
  | { readonly kind: "compare"; readonly field: FieldName; readonly sign: ComparisonSign; readonly value: Literal }
  | { readonly kind: "isNull"; readonly field: FieldName }
  | {
      readonly kind: "in";
      readonly field: FieldName;
      readonly ignoresCase: boolean;
      readonly values: readonly Literal[];
    }
  /** `:`, `like`, `like~`; or `regex`, `regex~`. */
  | {
      readonly kind: "like" | "regex";
      readonly field: FieldName;
      readonly ignoresCase: boolean;
      readonly patterns: readonly string[];
    }
  | {
      readonly kind: "call";
      readonly name: "stringContains" | "startsWith" | "endsWith";
      readonly field: FieldName;
      readonly ignoresCase: boolean;
      readonly text: string;
    }
  | { readonly kind: "cidrMatch"; readonly field: FieldName; readonly networks: readonly string[] }
  | { readonly kind: "constant"; readonly value: boolean };
