// Runs before the first paint: scheme, contrast, size of text and direction as chosen on this device.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(`parley.${name}`);
    } catch {
      return null;
    }
  };
  const theme = read("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (read("contrast") === "more" || matchMedia("(prefers-contrast: more)").matches)
    root.dataset.contrast = "more";
  const size = Number(read("text"));
  if (size >= 14 && size <= 20) root.style.fontSize = `${(size / 15) * 100}%`;
  const language = read("language");
  if (language) {
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
  }
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const phone = matchMedia("(max-width: 719px)").matches;
  const ground = dark ? (phone ? "#1B181A" : "#121011") : phone ? "#FDFCFA" : "#EEE9E3";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
})();
