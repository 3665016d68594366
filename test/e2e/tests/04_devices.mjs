// Two tabs, two devices, and a device that is logged out from the other.
export const tests = {
  "two tabs show one conversation, and the second goes on when the first is closed": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    await alice.write("from the first tab");
    const second = await alice.newPage();
    await second.goto(alice.page.url());
    await alice.sees("from the first tab", second);
    await alice.write("from the second tab", second);
    await alice.sees("from the second tab");
    await alice.page.close();
    await bob.open(/Alice/);
    await bob.write("to whoever is left");
    await alice.sees("to whoever is left", second);
  },

  "a revoked device is at the door, and says why": async (world) => {
    const [alice] = await world.signedUp("Alice");
    const phone = await world.person("Alice", { phone: true });
    await phone.logIn();
    const { page } = alice;
    await page.goto(`${world.url}/settings/devices`);
    await page.getByRole("button", { name: /^Revoke Chrome/ }).first().click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await phone.page.getByText("from another device").waitFor();
  },
};
