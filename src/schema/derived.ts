/**
 * The derived fields, defined once: for each an ordered list of values, the first whose condition holds counts.
 * Conditions and paths are written in the language itself; `check/` compiles them like any other.
 */
import type { ValueType } from "../ir/path.ts";

export interface DerivedDefinition {
  readonly name: string;
  readonly type: ValueType;
  readonly documentation: string;
  readonly values?: readonly string[];
  readonly cases: readonly {
    readonly value: { readonly path: string } | { readonly lowerCase: string } | { readonly text: string };
    readonly when?: string;
  }[];
}

export const derivedFields: ReadonlyMap<string, DerivedDefinition> = new Map(
  (
    [
      {
        name: "outcome",
        type: "text",
        documentation: "Whether the call or the sign-in succeeded: `success` or `failure`.",
        values: ["success", "failure"],
        cases: [
          {
            value: { lowerCase: "responseElements.ConsoleLogin" },
            when: 'eventName == "ConsoleLogin" and responseElements.ConsoleLogin exists',
          },
          { value: { text: "failure" }, when: "errorCode exists or errorMessage exists" },
          { value: { text: "success" } },
        ],
      },
      {
        name: "actor",
        type: "text",
        documentation: "The name of the user, or of the role or user behind a temporary session.",
        cases: [
          {
            value: { path: "userIdentity.sessionContext.sessionIssuer.userName" },
            when: 'userIdentity.type in ["AssumedRole", "FederatedUser"] and userIdentity.sessionContext.sessionIssuer.userName exists',
          },
          { value: { path: "userIdentity.userName" } },
        ],
      },
      {
        name: "account",
        type: "text",
        documentation: "The account of whoever made the call, else the account that the record was delivered to.",
        cases: [
          { value: { path: "userIdentity.accountId" }, when: "userIdentity.accountId exists" },
          { value: { path: "recipientAccountId" } },
        ],
      },
    ] satisfies DerivedDefinition[]
  ).map((definition) => [definition.name, definition]),
);
