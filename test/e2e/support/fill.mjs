// A long history: messages that are numbered from 0, every seventh of two lines.
const kAtOnce = 64;

export async function fill(api, conversation, count) {
  let next = 0;
  const one = async () => {
    while (next < count) {
      const at = next++;
      await api.send(conversation, `message ${at}${at % 7 === 0 ? "\nwith a second line" : ""}`);
    }
  };
  await Promise.all(Array.from({ length: kAtOnce }, one));
}
