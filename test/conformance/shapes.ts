/** Where a value stands in the corpus: a path, and how an event has a value there. */

import { compactJson } from "../../src/ir/compact-json.ts";
import type { JsonObject, JsonValue } from "../../src/ir/json.ts";
import { recordWith } from "./values.ts";

export interface Shape {
  readonly id: string;
  readonly path: string;
  /** A record with the value at the path; without one, the field is not there. */
  readonly event: (value: JsonValue | undefined) => JsonObject;
}

const at =
  (...keys: readonly string[]) =>
  (value: JsonValue | undefined): JsonObject => {
    if (value === undefined) return recordWith(keys.length > 1 ? inside(keys.slice(0, -1), { other: "value" }) : {});
    return recordWith(inside(keys, value));
  };

/** An own key even where it is `__proto__`. */
function inside(keys: readonly string[], value: JsonValue): JsonObject {
  const [key = "", ...rest] = keys;
  return Object.fromEntries([[key, rest.length === 0 ? value : inside(rest, value)]]);
}

const quoted = (id: string, key: string): Shape => ({
  id,
  path: `requestParameters.${JSON.stringify(key)}`,
  event: at("requestParameters", key),
});

const list = (id: string, path: string, event: (value: JsonValue) => JsonObject): Shape => ({
  id,
  path,
  event: (value) => (value === undefined ? recordWith({ requestParameters: { other: "value" } }) : event(value)),
});

const items = (elements: JsonValue) => recordWith({ requestParameters: { items: elements } });

/** A text field of the record at its top: every value kind and polarity is tried here. */
export const top: Shape = { id: "top", path: "userAgent", event: at("userAgent") };
/** A member whose type nobody documents: here too. */
export const member: Shape = {
  id: "member",
  path: "requestParameters.bucketName",
  event: at("requestParameters", "bucketName"),
};

/** The other shapes. */
export const otherShapes: readonly Shape[] = [
  { id: "identity", path: "userIdentity.arn", event: at("userIdentity", "arn") },
  {
    id: "deep",
    path: "userIdentity.sessionContext.sessionIssuer.arn",
    event: at("userIdentity", "sessionContext", "sessionIssuer", "arn"),
  },
  { id: "deep-member", path: "requestParameters.a.b.c", event: at("requestParameters", "a", "b", "c") },
  { id: "response", path: "responseElements.status", event: at("responseElements", "status") },
  quoted("quoted-dash", "x-amz-acl"),
  quoted("quoted-dot", "a.b"),
  quoted("quoted-blank", "two words"),
  quoted("key-proto", "__proto__"),
  quoted("key-constructor", "constructor"),
  quoted("key-length", "length"),
  list("list", "requestParameters.items[]", (value) => items([value])),
  list("list-bare", "requestParameters.items[]", (value) => items(value)),
  list("list-of-more", "requestParameters.items[]", (value) => items(["first", value, null])),
  list("list-member", "requestParameters.items[].name", (value) => items([{ name: value }])),
  list("list-member-bare", "requestParameters.items[].name", (value) => items({ name: value })),
  list("list-member-second", "requestParameters.items[].name", (value) =>
    items([{ name: "first" }, "text", { other: 1 }, { name: value }]),
  ),
  list("list-in-list", "requestParameters.items[].names[]", (value) =>
    items([{ names: ["first"] }, { names: [value] }]),
  ),
  list("list-in-list-bare", "requestParameters.items[].names[]", (value) => items({ names: value })),
  list("resources", "resources[].ARN", (value) =>
    recordWith({ resources: [{ ARN: "arn:aws:s3:::other" }, { ARN: value, type: "AWS::S3::Bucket" }] }),
  ),
  list("json", "json(requestParameters.policy).name", (value) =>
    recordWith({ requestParameters: { policy: compactJson({ name: value }) } }),
  ),
  list("json-list", "json(requestParameters.policy).Statement[].Effect", (value) =>
    recordWith({ requestParameters: { policy: compactJson({ Statement: [{ Effect: "Deny" }, { Effect: value }] }) } }),
  ),
  list("json-object", "json(requestParameters.policy).name", (value) =>
    recordWith({ requestParameters: { policy: { name: value } } }),
  ),
  {
    id: "actor",
    path: "actor",
    event: (value) =>
      recordWith({
        userIdentity: {
          type: "AssumedRole",
          sessionContext: { sessionIssuer: value === undefined ? {} : { userName: value } },
        },
      }),
  },
  { id: "account", path: "account", event: at("recipientAccountId") },
];
