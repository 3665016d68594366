// A person with a browser of their own, and what they do in it. Whatever the browser complains
// about is kept in `complaints`; a test fails if there is any.
const kFine = { width: 1440, height: 900 };
const kPhone = { width: 390, height: 844 };
export const kPassword = "correct-horse-battery";

// What a lost server does to the console is no fault of the client.
const expected = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_NETWORK_CHANGED|status of (401|403|404|409|429)|WebSocket connection to/;

export class Person {
  static async make(world, name, { phone = false, dark = false, locale = "en-GB" } = {}) {
    const { browser, url, witness } = world;
    const person = new Person();
    person.witness = witness;
    person.name = name;
    person.url = url;
    person.username = name.toLowerCase().replaceAll(" ", ".");
    person.phone = phone;
    person.complaints = [];
    person.context = await browser.newContext({
      viewport: phone ? kPhone : kFine,
      deviceScaleFactor: phone ? 2 : 1,
      hasTouch: phone,
      isMobile: phone,
      locale,
      colorScheme: dark ? "dark" : "light",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    person.page = await person.newPage();
    return person;
  }

  async newPage() {
    const page = await this.context.newPage();
    page.setDefaultTimeout(10_000);
    this.witness.watch(page);
    page.on("pageerror", (error) => this.complaints.push(`${this.name}: ${error.stack}`));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !expected.test(text))
        this.complaints.push(`${this.name}: ${text}`);
    });
    return page;
  }

  async signUp() {
    const { page } = this;
    await page.goto(`${this.url}/signup`);
    await page.getByLabel("Display name").fill(this.name);
    await page.getByLabel("Username").fill(this.username);
    await page.getByLabel("Password", { exact: true }).fill(kPassword);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByRole("heading", { name: "Chats" }).waitFor();
    return this;
  }

  async logIn(page = this.page) {
    await page.goto(`${this.url}/`);
    await page.getByLabel("Username").fill(this.username);
    await page.getByLabel("Password", { exact: true }).fill(kPassword);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("heading", { name: "Chats" }).waitFor();
    return this;
  }

  async openNew(name, page = this.page) {
    await page.getByRole("button", { name: "New conversation" }).click();
    await page.getByRole("searchbox", { name: "Find by username" }).fill(name.toLowerCase());
    await page.getByRole("dialog").getByRole("button", { name }).click();
    await this.composer(page).waitFor();
  }

  async open(title, page = this.page) {
    await page.getByRole("option", { name: title }).click();
    await this.composer(page).waitFor();
  }

  composer(page = this.page) {
    return page.getByRole("textbox", { name: /^Message to/ });
  }

  async write(text, page = this.page) {
    await this.composer(page).fill(text);
    if (this.phone) await page.getByRole("button", { name: "Send", exact: true }).tap();
    else await page.keyboard.press("Enter");
  }

  message(text, page = this.page) {
    return page.getByRole("article").filter({ hasText: text });
  }

  async sees(text, page = this.page) {
    await this.message(text, page).first().waitFor();
  }

  // The words beside the time of an own message: sending, sent, delivered, read. One that went
  // further by now has come so far, too.
  async seesTick(text, tick, page = this.page) {
    const way = ["sent", "delivered", "read"];
    const reached = way.includes(tick) ? new RegExp(way.slice(way.indexOf(tick)).join("|")) : tick;
    await this.message(text, page).first().getByRole("img", { name: reached }).waitFor();
  }

  async end() {
    await this.context.close();
  }
}
