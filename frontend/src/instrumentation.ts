/** Runs once when the site's server starts. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { trustForwardedFor } = await import("./lib/forwarded-for");
  trustForwardedFor();
}
