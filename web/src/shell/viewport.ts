// The height that is left when a keyboard covers the page. Browsers that resize the content need
// nothing of this; Safari tells it by `visualViewport` alone.
import { useEffect } from "react";

export function useViewport() {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const follow = () => {
      document.documentElement.style.setProperty("--vvh", `${viewport.height}px`);
      if (viewport.offsetTop > 0) window.scrollTo(0, 0);
    };
    viewport.addEventListener("resize", follow);
    viewport.addEventListener("scroll", follow);
    return () => {
      viewport.removeEventListener("resize", follow);
      viewport.removeEventListener("scroll", follow);
      document.documentElement.style.removeProperty("--vvh");
    };
  }, []);
}
