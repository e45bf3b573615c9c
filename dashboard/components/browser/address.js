// Puts the whole choice into an address that named a part of it: in place of that entry of the history, not as one more.
const same = (search, pairs) => {
  const own = [...new URLSearchParams(search)].map(String).sort().join("\n");
  return own === pairs.map(String).sort().join("\n");
};

export default function ({ data }) {
  if (same(location.search, data.of)) history.replaceState(history.state, "", `${location.pathname}?${data.query}`);
}
