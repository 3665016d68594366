// The people and conversations of the pictures: a weekend at a lighthouse.
import { Api } from "./api.mjs";

export async function furnish(url, alice) {
  const names = ["Bob", "Carol", "Dave", "Erin", "Frank", "Grace"];
  const people = {};
  for (const name of names) people[name] = await new Api(url).signUp(name.toLowerCase(), name);
  for (const one of Object.values(people)) {
    await alice.request("PUT", `/v1/contacts/${one.user}`);
    await one.request("PUT", `/v1/contacts/${alice.user}`);
  }
  const ivan = await new Api(url).signUp("ivan.tidemarsh", "Ivan");
  await ivan.request("PUT", `/v1/contacts/${alice.user}`);
  const { Bob, Carol, Dave, Erin, Frank } = people;
  const made = await alice.request("POST", "/v1/conversations", {
    title: "Lighthouse weekend",
    members: [Bob, Carol, Dave, Frank].map((one) => one.user),
  });
  const group = made.conversation;
  await alice.request("PUT", `/v1/conversations/${group}/members/${Bob.user}`, { role: "admin" });
  await alice.request("PUT", `/v1/conversations/${group}/members/${Erin.user}`, {});
  await Carol.send(group, "By the tide table the causeway is open 9:30 to 13:45.");
  const hour = await Carol.send(group, "If we catch the 8:12 we have an hour to spare.");
  const reactions = `/v1/conversations/${group}/messages/${hour.seq}/reactions`;
  for (const one of [alice, Bob, Dave]) await one.request("PUT", `${reactions}/${encodeURIComponent("👍")}`);
  await Erin.request("PUT", `${reactions}/${encodeURIComponent("🌊")}`);
  await alice.send(group, "The 8:12 it is. I’ll book seven seats together.", { reply_to: hour.seq });
  await Dave.send(group, "Last one back is 19:48: https://trains.example/harbour");
  const wrong = await Bob.send(group, "See you at the boiler");
  await Bob.request("DELETE", `/v1/conversations/${group}/messages/${wrong.seq}`);
  await Bob.send(group, "Wrong chat, sorry. The forecast is dry until four.");
  await Erin.send(group, "@alice could you put me down for the vegetarian box?", {
    mentions: [alice.user],
  });
  await Carol.send(alice.direct(Carol.user), "Shall we say ten?");
  await alice.send(alice.direct(Bob.user), "See you at the north door then");
  await Erin.send(alice.direct(Erin.user), "Thank you! You saved my evening 🙏");
  await alice.send(alice.direct(Frank.user), "The contract is in your inbox");
  await Frank.send(alice.direct(Frank.user), "👋");
  return { group, bob: Bob.user };
}
