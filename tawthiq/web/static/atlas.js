// Everything on one map: points with their radius of uncertainty, over a ground that needs no network.
import { addProtocol } from "/static/vendor/maplibre-gl.mjs";
import { able, drawn, ring, still } from "/static/maps.js";

const frame = document.querySelector("[data-atlas]");
const told = document.querySelector("[data-told-map]");
const KIND = { records: "#555555", people: "#a3262a", claims: "#0072b2", marks: "#d55e00", scenes: "#009e73" };
const colour = ["match", ["get", "kind"], ...Object.entries(KIND).flat(), "#555555"];
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
let map, first = true;

function circles(things) {
  const features = things.features.filter((one) => one.properties.radius_m > 0).map((one) => ({ ...one, geometry: { type: "Polygon", coordinates: [ring(one.geometry.coordinates, one.properties.radius_m)] } }));
  return { type: "FeatureCollection", features };
}

async function world() {
  const atlas = await (await fetch("/static/vendor/countries-50m.json")).json();
  map.addSource("land", { type: "geojson", data: topojson.feature(atlas, atlas.objects.land) });
  map.addSource("borders", { type: "geojson", data: topojson.mesh(atlas, atlas.objects.countries, (a, b) => a !== b) });
  map.addLayer({ id: "land", type: "fill", source: "land", paint: { "fill-color": dark ? "#2c3534" : "#f8f6f1", "fill-outline-color": dark ? "#76817e" : "#8d9591" } }, "radii");
  map.addLayer({ id: "borders", type: "line", source: "borders", paint: { "line-color": dark ? "#76817e" : "#aeb4b0", "line-width": 1 } }, "radii");
}

async function own(name) {
  const url = `${location.origin}/map/base/${name}`;
  if (name.endsWith(".geojson")) {
    map.addSource("own", { type: "geojson", data: url });
    return lines("own");
  }
  addProtocol("pmtiles", new pmtiles.Protocol().tile);
  const archive = new pmtiles.PMTiles(url), header = await archive.getHeader();
  const vector = header.tileType === 1;
  map.addSource("own", { type: vector ? "vector" : "raster", url: `pmtiles://${url}`, ...(vector ? {} : { tileSize: 256 }) });
  if (!vector) return map.addLayer({ id: "own", type: "raster", source: "own" }, "radii");
  for (const layer of (await archive.getMetadata()).vector_layers || []) lines("own", layer.id);
}

function lines(source, layer) {
  const where = layer ? { "source-layer": layer } : {};
  const ink = dark ? "#76817e" : "#a0a7a3";
  map.addLayer({ id: `own-fill-${layer || ""}`, type: "fill", source, ...where, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": ink, "fill-opacity": 0.12 } }, "radii");
  map.addLayer({ id: `own-line-${layer || ""}`, type: "line", source, ...where, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": ink, "line-width": 0.8 } }, "radii");
}

function layers() {
  const empty = { type: "FeatureCollection", features: [] };
  map.addSource("things", { type: "geojson", data: empty });
  map.addSource("radii", { type: "geojson", data: empty });
  map.addLayer({ id: "radii", type: "fill", source: "radii", paint: { "fill-color": colour, "fill-opacity": 0.07 } });
  map.addLayer({ id: "edges", type: "line", source: "radii", paint: { "line-color": colour, "line-width": 1.4, "line-dasharray": [3, 2], "line-opacity": 0.8 } });
  map.addLayer({ id: "things", type: "circle", source: "things", paint: { "circle-color": colour, "circle-opacity": 0.85, "circle-stroke-color": "#ffffff", "circle-stroke-width": 1, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 4, 20, 18] } });
}

async function refresh() {
  const query = document.querySelector("[data-query]").dataset.query;
  const things = await (await fetch(`/map/things.json?${query}`)).json();
  map.getSource("things").setData(things);
  map.getSource("radii").setData(circles(things));
  if (first && things.features.length) {
    const xs = things.features.map((one) => one.geometry.coordinates[0]), ys = things.features.map((one) => one.geometry.coordinates[1]);
    map.fitBounds([[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]], { padding: 60, maxZoom: 14, duration: 0 });
    first = false;
  }
  frame.dataset.ready = "yes";
}

function say(hits) {
  told.replaceChildren();
  for (const { properties: one } of hits.slice(0, 6)) {
    const line = document.createElement("p"), link = document.createElement("a");
    const days = [...new Set([one.date_from, one.date_to].filter(Boolean))].join(" – ");
    Object.assign(link, { href: one.href, textContent: one.place || one.label || one.id, dir: "auto" });
    line.append(`${one.said} (${one.count}): `, link, ` ${days}${one.radius_m ? ` ± ${Math.round(one.radius_m)} m` : ""}`);
    told.append(line);
  }
  told.hidden = !hits.length;
}

function start() {
  if (!able()) { frame.querySelector("[data-no-map]").hidden = false; return; }
  map = drawn(frame.querySelector(".map"), frame.dataset.label, { center: [38, 35], zoom: 4, maxZoom: 20, minZoom: 1 });
  map.on("load", async () => {
    layers();
    await (frame.dataset.base ? own(frame.dataset.base) : world());
    await refresh();
  });
  map.on("click", (event) => {
    const near = [[event.point.x - 5, event.point.y - 5], [event.point.x + 5, event.point.y + 5]];
    say(map.queryRenderedFeatures(near, { layers: ["things"] }));
  });
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "found") refresh(); });
}

start();
