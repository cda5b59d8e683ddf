// Who holds whom, as a picture with fixed places. The table beside it says the same; without this file there is the table.
const drawing = document.querySelector("[data-graph]");
if (drawing && window.cytoscape) {
  const answer = await fetch(drawing.dataset.graph, { credentials: "same-origin" });
  if (answer.ok) {
    const { nodes, edges } = await answer.json();
    const ink = getComputedStyle(document.body).color;
    const paper = getComputedStyle(document.documentElement).backgroundColor;
    drawing.hidden = false;
    window.cytoscape({
      container: drawing,
      elements: [...nodes, ...edges],
      layout: { name: "preset", padding: 40 },
      userZoomingEnabled: false,
      userPanningEnabled: false,
      autoungrabify: true,
      style: [
        { selector: "node", style: { label: "data(label)", color: ink, "background-color": "#5b7c99", "text-valign": "bottom", "text-margin-y": 6, "font-size": 15 } },
        { selector: "node[seat != 'at the table']", style: { "background-color": "#a8b0b8" } },
        { selector: "edge", style: { width: "data(width)", label: "data(label)", color: ink, "line-color": "#9a6a4f", "target-arrow-color": "#9a6a4f", "target-arrow-shape": "triangle", "curve-style": "bezier", "font-size": 14, "text-background-color": paper, "text-background-opacity": 1 } },
      ],
    });
  }
}
