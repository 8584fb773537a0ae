import { describe, expect, test } from "vitest";
import type { PathStep } from "../../src/ir/path.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { type ApiSide, apiModel } from "../../src/schema/api-model.ts";
import { followPath } from "../../src/schema/api-path.ts";
import { type ApiNode, apiTree } from "../../src/schema/api-tree.ts";

const model = apiModel(loadApiPart);
const SIDES: readonly ApiSide[] = ["requestParameters", "responseElements"];

/** `tags[].key` as the steps of a path. */
function stepsOf(path: string): PathStep[] {
  return path.split(/(\[\])|\./).flatMap((part): PathStep[] => {
    if (part === undefined || part === "") return [];
    return part === "[]" ? [{ kind: "each" }] : [{ kind: "key", name: part }];
  });
}

function pathsOf(nodes: readonly ApiNode[], above = ""): string[] {
  return nodes.flatMap((one) => [`${above}${one.path}`, ...pathsOf(one.members, `${above}${one.path}.`)]);
}

describe("the tree of an operation's members", () => {
  test.each(["iam", "sts", "s3", "ec2", "lambda", "rds", "kms", "cloudfront"])(
    "%s: the checker takes every path that it shows",
    (short) => {
      const refused: string[] = [];
      let count = 0;
      for (const found of model.operationsOf(`${short}.amazonaws.com`).values())
        for (const operation of found)
          for (const side of SIDES)
            for (const path of pathsOf(apiTree(operation, side).members)) {
              count++;
              if (followPath(operation, side, stepsOf(path)).kind === "unknown")
                refused.push(`${operation.name} ${side}.${path}`);
            }
      expect(count).toBeGreaterThan(50);
      expect(refused).toEqual([]);
    },
  );

  test("spells parameters as CloudTrail does, with the marks of lists", () => {
    const [operation] = model.find("iam.amazonaws.com", "CreateUser");
    if (!operation) throw new Error("there is no such operation");
    const { members } = apiTree(operation, "requestParameters");
    expect(pathsOf(members)).toEqual([
      "path",
      "userName",
      "permissionsBoundary",
      "tags[]",
      "tags[].key",
      "tags[].value",
    ]);
    expect(members.at(-1)).toMatchObject({ type: "structure", isList: true, count: 2 });
  });

  test("what every operation of a source may have stands apart", () => {
    const [operation] = model.find("s3.amazonaws.com", "PutBucketAcl");
    if (!operation) throw new Error("there is no such operation");
    const { members, common } = apiTree(operation, "requestParameters");
    expect(common).toContain("bucketName");
    expect(members.map((one) => one.path)).not.toContain("bucketName");
  });
});
