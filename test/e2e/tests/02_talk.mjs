// Two people, then a group, one of them on a phone.
export const tests = {
  "what one writes the other reads, and the ticks say so": async (world) => {
    const [alice, bob] = await world.friends("Alice", "Bob");
    await alice.openNew("Bob");
    await alice.write("Does the **8:12** run on Sundays? https://trains.example/harbour");
    await alice.seesTick("8:12", "sent");
    await bob.open(/Alice/);
    await bob.sees("8:12");
    await bob.write("It does 👍");
    await alice.sees("It does");
    await alice.seesTick("8:12", "read");
  },

  "edits, reactions, replies and deletions reach the other": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    await alice.write("Fixing a tpyo");
    await alice.seesTick("tpyo", "sent");
    await alice.composer().press("ArrowUp");
    await alice.composer().fill("Fixing a typo");
    await alice.page.keyboard.press("Enter");
    await bob.open(/Alice/);
    await bob.sees("Fixing a typo");
    await bob.message("typo").hover();
    await bob.page.getByRole("button", { name: "React with thumbs up" }).click();
    await alice.page.getByRole("button", { name: "👍, 1", exact: true }).waitFor();
    await bob.message("typo").hover();
    await bob.page.getByRole("button", { name: "Reply" }).click();
    await bob.write("Much better");
    await alice.message("Much better").getByText("Fixing a typo").waitFor();
    await alice.message("Fixing a typo").first().hover();
    await alice.page.getByRole("toolbar").getByRole("button", { name: "More" }).click();
    await alice.page.getByRole("menuitem", { name: "Delete" }).click();
    await alice.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await bob.sees("Alice deleted this message");
    await bob.message("Much better").getByText("deleted message").waitFor();
  },

  "a group is made, grows, and is left": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    const carol = await world.person("Carol", { phone: true });
    await carol.signUp();
    for (const other of [bob, carol]) {
      await befriend(alice, other);
    }
    await alice.page.getByRole("link", { name: "Chats" }).click();
    await alice.page.getByRole("button", { name: "New conversation" }).click();
    await alice.page.getByRole("button", { name: "New group" }).last().click();
    await alice.page.getByRole("checkbox", { name: /Bob/ }).check();
    await alice.page.getByRole("button", { name: "Next" }).click();
    await alice.page.getByLabel("Title").fill("Lighthouse weekend");
    await alice.page.getByRole("button", { name: "Create group" }).click();
    await alice.composer().waitFor();
    await alice.write("Who is in?");
    await bob.page.goto(world.url);
    await bob.open(/Lighthouse/);
    await bob.sees("Who is in?");
    await alice.page.getByRole("button", { name: "Details", exact: true }).click();
    await alice.page.getByRole("button", { name: "Add members" }).click();
    await alice.page.getByRole("checkbox", { name: /Carol/ }).check();
    await alice.page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await bob.page.getByRole("log").getByText("Alice added Carol").waitFor();
    await carol.page.goto(world.url);
    await carol.open(/Lighthouse/);
    await carol.write("Me too");
    await alice.sees("Me too");
    await carol.page.getByRole("button", { name: "Details of Lighthouse weekend" }).tap();
    await carol.page.getByRole("button", { name: "Leave group" }).tap();
    await carol.page.getByRole("alertdialog").getByRole("button", { name: "Leave group" }).tap();
    await alice.page.getByRole("log").getByText("Carol left the group").waitFor();
  },
};

async function befriend(one, other) {
  await one.page.getByRole("link", { name: "People" }).click();
  await one.page.getByRole("searchbox", { name: "Find by username" }).fill(other.username);
  await one.page.getByRole("complementary").getByRole("link", { name: other.name }).click();
  await one.page.getByRole("button", { name: "Add friend" }).click();
  const { page } = other;
  await page.getByRole("link", { name: /^People/ }).click();
  await page.getByRole("button", { name: "Accept" }).click();
  await one.page.getByRole("button", { name: "Remove from friends" }).waitFor();
}
