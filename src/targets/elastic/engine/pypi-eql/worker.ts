/** A Python process that answers one line of JSON with another, request by request, for as long as it is open. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type Answer = { readonly [key: string]: unknown };

/** How much of what it writes to its error stream is kept for a message. */
const KEPT_OF_ERRORS = 2000;

export class Worker {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }[] = [];
  #errors = "";
  #ended: Error | undefined;

  constructor(python: string, program: string) {
    this.#process = spawn(python, ["-u", "-I", "-c", program], { stdio: ["pipe", "pipe", "pipe"] });
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#answered(line));
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-KEPT_OF_ERRORS);
    });
    // A process that is gone is told by its end; writing to it then is no further news.
    this.#process.stdin.on("error", () => undefined);
    this.#process.on("error", (error) => this.#end(error.message));
    this.#process.on("close", (code) => this.#end(`it ended with ${code}`));
  }

  /** The next line that it writes; rejects once the process is gone. */
  answer(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#ended) reject(this.#ended);
      else this.#waiting.push({ resolve, reject });
    });
  }

  /** Sends a request and waits for its answer; requests are answered in their order. */
  ask(request: unknown): Promise<Answer> {
    const answer = this.answer();
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return answer;
  }

  /** Lets the process end, and waits for it. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const closed = new Promise((resolve) => this.#process.once("close", resolve));
    this.#process.stdin.end();
    await closed;
  }

  #answered(line: string): void {
    const next = this.#waiting.shift();
    try {
      next?.resolve(JSON.parse(line) as Answer);
    } catch {
      next?.reject(new Error(`Python wrote what is no JSON: ${line.slice(0, 200)}`));
    }
  }

  #end(why: string): void {
    const said = this.#errors.trim().split("\n").at(-1);
    this.#ended ??= new Error(said ? `${why}: ${said}` : why);
    for (const one of this.#waiting.splice(0)) one.reject(this.#ended);
  }
}
