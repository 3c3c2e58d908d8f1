import {
  accessibilityViolations,
  emptyOwnersWardrobe,
  enterByLink,
  expect,
  photoBytes,
  photos,
  test,
  visit,
} from "./site";

test("an administrator sees the models' answers on recent photos, and people's corrections", async ({
  page,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  await emptyOwnersWardrobe(page.request, origin);
  await enterByLink(page);
  const sent = await page.request.post("/api/v1/items", {
    headers: { origin },
    multipart: { files: { name: "mine.jpg", mimeType: "image/jpeg", buffer: photoBytes(photos[0] ?? "") } },
  });
  const { results } = (await sent.json()) as { results: { item: { id: string } }[] };
  const item = `/api/v1/items/${results[0]?.item.id}`;
  await page.request.patch(item, { headers: { origin }, data: { category: "scarf" } });
  await visit(page, "/admin");
  const monitoring = page.getByRole("region", { name: "Model monitoring" });
  await expect(monitoring.getByRole("figure")).toHaveCount(3);
  await expect(monitoring.getByRole("table", { name: "Classes" }).getByRole("row", { name: /^hat/ })).toContainText(
    "%",
  );
  await expect(monitoring.getByText(/^Corrected in 30 days/)).toBeVisible();
  await expect(monitoring.getByText(/^[1-9]\d* of \d+$/).first()).toBeVisible();
  await expect(
    monitoring.getByRole("heading", { name: /^Candidate [0-9a-f]{12} compared with the classifier$/ }),
  ).toBeVisible();
  await expect(monitoring.getByText("It has not classified any photos yet.")).toBeVisible();
  expect(await accessibilityViolations(page, "[aria-labelledby=monitoring]")).toEqual([]);
});
