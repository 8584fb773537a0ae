/**
 * The Python process. In: commands as data. Out: its answers, one after another. It is ended when it doesn't answer in
 * time, and whoever asks then learns why. An idle process keeps nobody from exiting, and ends when its parent does.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { workerScript } from "./worker-script.ts";

/** The process is gone: it was over time, or it ended by itself. The message says which. */
export class WorkerEnded extends Error {}

export type Answer = { readonly [key: string]: unknown };

/** How long Python may take to start, on a machine that has much to do. */
const START_SECONDS = 60;
const LONGEST_COMPLAINT = 2_000;

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: WorkerEnded) => void;
}

export class Worker {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  #pending: Pending | undefined;
  #read = "";
  #complaint = "";
  #why: string | undefined;

  private constructor(python: string) {
    const child = spawn(python, ["-B", "-c", workerScript], { env: environment(), stdio: "pipe", windowsHide: true });
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once("error", (error) => this.#end(`it can't be started: ${error.message}`, resolve));
      child.once("close", (code, signal) =>
        this.#end(`it ended (${signal ?? `exit code ${code}`})${this.#lastWords()}`, resolve),
      );
    });
    // What the process can't be told any more is seen by its end.
    child.stdin.on("error", () => undefined);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-LONGEST_COMPLAINT);
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => this.#take(text));
    // While an answer is waited for, its time limit keeps this process going; else nothing does.
    child.unref();
    for (const stream of child.stdio) (stream as unknown as { unref?(): void }).unref?.();
  }

  /** Starts a Python; its first answer says whether `panther_core` is there. */
  static async start(
    python: string,
  ): Promise<{ readonly worker: Worker; readonly version: string } | { readonly missing: string }> {
    const worker = new Worker(python);
    try {
      const hello = await worker.#answer(START_SECONDS);
      if (typeof hello.version === "string") return { worker, version: hello.version };
      await worker.close();
      return { missing: String(hello.missing) };
    } catch (error) {
      if (error instanceof WorkerEnded) return { missing: error.message };
      throw error;
    }
  }

  get pid() {
    return this.#child.pid;
  }
  get isAlive(): boolean {
    return this.#why === undefined;
  }

  /** One command, with lines that belong to it. One at a time. Rejects with `WorkerEnded`, and with nothing else. */
  ask(command: object, seconds: number, lines: readonly string[] = []): Promise<Answer> {
    if (this.#pending) throw new Error("compiler bug: the Python process was asked before it had answered");
    const answer = this.#answer(seconds);
    if (this.isAlive) this.#child.stdin.write(`${[JSON.stringify(command), ...lines].join("\n")}\n`);
    return answer;
  }

  /** Ends the process, and waits until it has. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 2_000);
    await this.#ended;
    clearTimeout(timer);
  }

  #answer(seconds: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#why !== undefined) {
        reject(new WorkerEnded(this.#why));
        return;
      }
      const timer = setTimeout(() => {
        this.#why = `it did not finish within ${seconds} s`;
        this.#child.kill("SIGKILL");
      }, seconds * 1000);
      const settle = () => {
        clearTimeout(timer);
        this.#pending = undefined;
      };
      this.#pending = {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
    });
  }

  #take(text: string): void {
    this.#read += text;
    const end = this.#read.indexOf("\n");
    if (end < 0) return;
    const line = this.#read.slice(0, end);
    this.#read = this.#read.slice(end + 1);
    try {
      this.#pending?.resolve(JSON.parse(line) as Answer);
    } catch {
      this.#why = "it gave an answer that can't be read";
      this.#child.kill("SIGKILL");
    }
  }

  #end(why: string, resolve: () => void): void {
    this.#why ??= why;
    this.#pending?.reject(new WorkerEnded(this.#why));
    resolve();
  }

  #lastWords(): string {
    const last = this.#complaint.trimEnd().split("\n").at(-1) ?? "";
    return last === "" ? "" : `: ${last}`;
  }
}

/** As it is, but: the same order of sets on each run, and none of the tools' settings, which would silence or turn them. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PANTHER_|DISABLE_DETECTION_OUTPUT$)/.test(name));
  return { ...Object.fromEntries(kept), PYTHONHASHSEED: "0", PYTHONUTF8: "1" };
}
