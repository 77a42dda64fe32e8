"""The running example in Django: one file, on threads.

Run: gunicorn --workers 2 --threads 8 django_predict:app
"""

import json

import httpx
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from example import MODEL_URL, prepare, render

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)


def healthz(request):
    return HttpResponse("ok")


# region app
@require_POST
def predict(request):
    features = prepare(json.loads(request.body))
    reply = model.post("/predict", json=features)
    reply.raise_for_status()
    return JsonResponse(render(reply.json()))


urlpatterns = [
    path("predict", predict),
    path("healthz", healthz),
]
settings.configure(ROOT_URLCONF=__name__)
app = get_wsgi_application()
# endregion
