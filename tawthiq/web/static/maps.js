// What the maps share: MapLibre from this server alone, its worker, an empty ground, and distances on the Earth.
import { Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl } from "/static/vendor/maplibre-gl.mjs";

setWorkerUrl("/static/vendor/maplibre-gl-worker.mjs");

const right = document.documentElement.dir === "rtl";
export const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

export function drawn(container, label, more = {}) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const style = { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": dark ? "#20272a" : "#e9ecea" } }] };
  const map = new GlMap({ container, style, attributionControl: false, fadeDuration: 0, dragRotate: false, pitchWithRotate: false, ...more });
  map.touchZoomRotate.disableRotation();
  map.getCanvas().setAttribute("aria-label", label);
  map.addControl(new NavigationControl({ showCompass: false }), right ? "top-left" : "top-right");
  map.addControl(new ScaleControl({ maxWidth: 140 }), right ? "bottom-right" : "bottom-left");
  return map;
}

export function able() {
  try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch { return false; }
}

// Metres between two near points (longitude, latitude), by the radii of curvature at their middle, as the server does;
// on the ground of a picture of no place, a metre of the map is a metre.
export function metres([a, b], [c, d], somewhere = true) {
  const rad = Math.PI / 180, size = 6378137;
  if (!somewhere) return Math.hypot((c - a) * rad * size, (Math.asinh(Math.tan(d * rad)) - Math.asinh(Math.tan(b * rad))) * size);
  const e2 = 0.00669437999014, lat = (b + d) / 2 * rad, bend = 1 - e2 * Math.sin(lat) ** 2;
  const north = size * (1 - e2) / bend ** 1.5 * (d - b) * rad, east = size / Math.sqrt(bend) * Math.cos(lat) * (c - a) * rad;
  return Math.hypot(north, east);
}

// The outline of so many metres around a point, as a ring of degrees.
export function ring([lon, lat], radius, steps = 64) {
  const rad = Math.PI / 180, size = 6378137, made = [];
  for (let n = 0; n <= steps; n += 1) {
    const turn = n / steps * 2 * Math.PI;
    made.push([lon + radius * Math.sin(turn) / (size * Math.cos(lat * rad) * rad), lat + radius * Math.cos(turn) / (size * rad)]);
  }
  return made;
}
