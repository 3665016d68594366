// A finger on the glass, as the browser gets it from the system.
const kSteps = 8;
const kRestMs = 700;
// A tap that follows sooner is taken for the end of the same movement.
const kLiftMs = 500;

async function middleOf(target) {
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await target.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

// Puts a finger on the middle of the target, pulls it along and lifts it.
export async function pull(page, target, along) {
  const touch = await page.context().newCDPSession(page);
  const { x, y } = await middleOf(target);
  const at = (step) => [{ x: x + (along * step) / kSteps, y }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
  for (let step = 1; step <= kSteps; step++)
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(step) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
  await page.waitForTimeout(kLiftMs);
}

// Puts a finger on the middle of the target and lifts it after a while.
export async function rest(page, target) {
  const touch = await page.context().newCDPSession(page);
  const touchPoints = [await middleOf(target)];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await page.waitForTimeout(kRestMs);
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
}
