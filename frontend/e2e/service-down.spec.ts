import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { startSite } from "./processes";
import { addSamples, expect, signUp, test } from "./site";

const PAGES = ["/wardrobe", "/outfits", "/outfits/saved", "/review", "/settings", "/admin"];

/** A connection to the service that can be cut: a port that forwards bytes or refuses connections. */
class Connection {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  port = 0;

  async restore(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(Number(process.env.E2E_API_PORT), "127.0.0.1");
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => this.sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as { port: number }).port;
  }

  cut(): void {
    this.server?.close();
    this.sockets.forEach((socket) => socket.destroy());
  }
}

const stateOf = (img: HTMLElement | SVGElement) => {
  const { complete, naturalWidth } = img as HTMLImageElement;
  return complete ? (naturalWidth > 0 ? "there" : "failed") : "on its way";
};

test("every page says that the service is down, and recovers when it is back", async ({ browser, faults }) => {
  faults.expected(/^503: /);
  const connection = new Connection();
  await connection.restore();
  const { address, site } = await startSite(connection.port);
  const context = await browser.newContext({ baseURL: address });
  try {
    const page = await context.newPage();
    await signUp(page);
    await addSamples(page);
    const garment = await page.getByRole("main").getByRole("listitem").first().getByRole("link").getAttribute("href");
    for (const path of [...PAGES, garment ?? ""]) {
      connection.cut();
      await page.goto(path);
      const notice = page.getByText("Curator's service does not answer right now.").first();
      await expect(notice).toBeVisible();
      await connection.restore();
      await expect(notice).toBeHidden({ timeout: 30_000 });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    // Now on the garment's page: a picture that failed to load is loaded again.
    connection.cut();
    await page.getByRole("button", { name: "Photo", exact: true }).click();
    const picture = page.getByRole("article").getByRole("img").first();
    await expect(picture).toHaveAttribute("src", /size=display/);
    await expect.poll(() => picture.evaluate(stateOf)).toBe("failed");
    await connection.restore();
    await expect.poll(() => picture.evaluate(stateOf)).toBe("there");
  } finally {
    await context.close();
    connection.cut();
    site.kill();
  }
});
