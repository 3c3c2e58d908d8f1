"""/health and /v1/models: what an orchestrator and an administrator see."""

from pathlib import Path

from conftest import Service, serve


def test_ready_when_all_is_well(service: Service):
    assert service.http.get("/health/live").json() == {"status": "ok"}
    answer = service.http.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["checks"].keys() == {"database", "models", "storage", "registry"}
    assert answer.json()["status"] == "ok"


def test_models_say_where_they_came_from(service: Service):
    models = service.join().http.get("/v1/models").json()["models"]
    assert {model["name"] for model in models} == {"wardrobe-classifier", "wardrobe-compatibility", "wardrobe-cutout"}
    assert all(model["version"] and model["problem"] is None for model in models)


def test_service_starts_without_models_and_says_what_to_do(tmp_path: Path, pictures):
    for service in serve(tmp_path / "data", weights_dir=str(tmp_path), models_dir=str(tmp_path)):
        ready = service.http.get("/health/ready")
        assert ready.status_code == 503
        assert "dvc pull" in ready.json()["checks"]["models"]["detail"]
        upload = service.join().upload(pictures["hat"][0])
        assert upload.status_code == 503
        assert "Retry-After" in upload.headers
        assert "dvc pull" in upload.json()["results"][0]["problem"]["detail"]
        assert service.kept_files == []
