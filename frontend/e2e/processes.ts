import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

/** Starts a separate site and service, for tests that stop one of them. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const PYTHON = process.env.PYTHON ?? here("../../.venv/bin/python");
const LONGEST_START_MS = 120_000;

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

export async function startSite(apiPort: number): Promise<{ address: string; site: ChildProcess }> {
  const port = await freePort();
  const site = spawn("node", [".next/standalone/server.js"], {
    env: { ...process.env, API_URL: `http://127.0.0.1:${apiPort}`, PORT: String(port), HOSTNAME: "127.0.0.1" },
    stdio: "ignore",
  });
  const address = `http://localhost:${port}`;
  await answers(address);
  return { address, site };
}

/** A service that can be killed without warning and restarted on the same data. */
export class Service {
  private process: ChildProcess | undefined;

  constructor(
    readonly port: number,
    private readonly dataDir: string,
  ) {}

  async start(): Promise<void> {
    const command = ["-m", "uvicorn", "app.main:create_app", "--factory", "--port", String(this.port)];
    this.process = spawn(PYTHON, [...command, "--log-level", "warning"], {
      cwd: here("../../backend"),
      env: { ...process.env, CURATOR_DATA_DIR: this.dataDir, CURATOR_REGISTRY_AT_START: "false" },
      stdio: "ignore",
    });
    await answers(`http://127.0.0.1:${this.port}/health/live`);
  }

  async kill(): Promise<void> {
    if (!this.process) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ended;
    this.process = undefined;
  }
}

const answers = (address: string) =>
  expect
    .poll(
      () =>
        fetch(address).then(
          (answer) => answer.ok,
          () => false,
        ),
      { timeout: LONGEST_START_MS },
    )
    .toBe(true);
