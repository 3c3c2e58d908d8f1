"""What an exported `.onnx` file must not carry along."""

import onnx


def forget_origin(model: onnx.ModelProto) -> None:
    """Take out, in place, what torch's exporter notes of each node: Python's call stack with this machine's paths."""
    graphs = [model.graph, *model.functions]
    for graph in graphs:
        for part in (graph, *graph.node, *graph.value_info):
            part.ClearField("metadata_props")
    for part in (*model.graph.input, *model.graph.output, *model.graph.initializer):
        part.ClearField("metadata_props")
